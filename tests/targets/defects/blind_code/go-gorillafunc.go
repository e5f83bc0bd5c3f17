package main

import (
	"net/http"

	"github.com/gorilla/handlers"
	"github.com/gorilla/mux"
)

func main() {
	r := mux.NewRouter()
	r.HandleFunc("/api/data", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("{}")) })

	cors := handlers.CORS(
		handlers.AllowedOriginValidator(func(origin string) bool { return true }),
		handlers.AllowedMethods([]string{"GET", "PUT"}),
		handlers.AllowedHeaders([]string{"Content-Type", "Authorization"}),
		handlers.AllowCredentials(),
	)
	http.ListenAndServe(":8080", cors(r))
}
