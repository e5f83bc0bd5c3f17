package main

import (
	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func main() {
	r := gin.New()
	sites := []string{"*"}
	r.Use(cors.New(cors.Config{
		AllowOrigins:     sites,
		AllowMethods:     []string{"GET", "PUT"},
		AllowHeaders:     []string{"Content-Type", "Authorization"},
		AllowCredentials: true,
	}))
	r.Any("/api/data", func(c *gin.Context) { c.JSON(200, gin.H{}) })
	r.Run(":8080")
}
