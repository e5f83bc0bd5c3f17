package main

import (
	"fmt"
	"log"
	"net/http"
)

var allowedOrigins = map[string]bool{
	"https://yoursite.com":  true,
	"http://localhost:3000": true,
}

func handleData(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if allowedOrigins[origin] {
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	}
	switch r.Method {
	case http.MethodOptions:
		w.Header().Set("Access-Control-Allow-Methods", "GET, PUT, OPTIONS")
		w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Authorization")
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet, http.MethodPut:
		fmt.Fprint(w, `{"ok":true}`)
	default:
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}

func main() {
	http.HandleFunc("/api/data", handleData)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
