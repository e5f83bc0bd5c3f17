package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

func list(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusOK)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Access-Control-Allow-Origin", "https://app.example")
	json.NewEncoder(w).Encode([]string{})
}

func hello(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(w, "hello")
	w.Header().Set("Access-Control-Allow-Origin", "*")
}

func one(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200); w.Header().Set("Access-Control-Allow-Origin", "*") }

func fine(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.WriteHeader(http.StatusOK)
}

func main() {
	http.HandleFunc("/list", list)
	http.ListenAndServe(":8080", nil)
}
