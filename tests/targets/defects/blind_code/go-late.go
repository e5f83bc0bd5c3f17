package main

import (
	"net/http"
	"strings"
)

func cors(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if strings.HasSuffix(origin, "yoursite.com") || strings.Contains(origin, "localhost") {
			w.Header().Add("Access-Control-Allow-Origin", origin)
			w.Header().Add("Access-Control-Allow-Credentials", "true")
			w.Header().Add("Access-Control-Allow-Headers", "Content-Type, Authorization")
			w.Header().Add("Access-Control-Allow-Methods", "GET, PUT")
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		h(w, r)
	}
}

func main() {
	http.HandleFunc("/api/data", cors(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("{}")) }))
	http.ListenAndServe(":8080", nil)
}
