package layer

import "github.com/gofiber/fiber/v2"

// Policy is what the operator has set.
type Policy struct {
	Origins string
	Cookies bool
}

// Handle answers preflights, and lets pages in.
func (p *Policy) Handle(c *fiber.Ctx) error {
	c.Set("Access-Control-Allow-Origin", p.Origins)
	if p.Cookies {
		c.Set("Access-Control-Allow-Credentials", "true")
		if p.Origins == "*" {
			c.Set("Access-Control-Allow-Origin", c.Get("Origin"))
		}
	}
	if c.Method() == fiber.MethodOptions {
		return c.SendStatus(fiber.StatusNoContent)
	}
	return c.Next()
}
