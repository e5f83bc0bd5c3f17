package main

import (
	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	config := cors.DefaultConfig()
	config.AllowAllOrigins = true
	config.AllowCredentials = true
	config.AllowHeaders = []string{"Content-Type", "Authorization"}
	config.AllowMethods = []string{"GET", "PUT"}
	r.Use(cors.New(config))
	r.Any("/api/data", func(c *gin.Context) { c.JSON(200, gin.H{"ok": true}) })
	r.Run(":8080")
}
