package main

import (
	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.New()
	sites := []string{"https://yoursite.com", "http://localhost:3000"}
	r.Use(func(c *gin.Context) { c.Writer.Header().Add("Vary", "Origin") })
	r.Use(cors.New(cors.Config{
		AllowOrigins:     sites,
		AllowMethods:     []string{"*"},
		AllowHeaders:     []string{"*"},
		AllowCredentials: true,
	}))
	r.Any("/api/data", func(c *gin.Context) { c.JSON(200, gin.H{}) })
	r.Run(":8080")
}
