package layer

import (
	"log"
	"net/http"
	"strings"
)

var known = []string{"https://app.example", "http://localhost:3000"}

func warn() {
	for _, origin := range known {
		if strings.Contains(origin, "localhost") {
			log.Printf("%s is for development", origin)
		}
	}
}

func allow(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return
	}
	for _, each := range known {
		if origin == each {
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Allow-Credentials", "true")
			return
		}
	}
}

func layer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
		w.Header().Set("Access-Control-Max-Age", "600")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Access-Control-Allow-Methods", "GET, POST, DELETE")
		next.ServeHTTP(w, r)
	})
}
