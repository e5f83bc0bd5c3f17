const express = require('express');
const cors = require('cors');

const allowedOrigins = (process.env.ALLOWED_ORIGINS || 'https://yoursite.com,http://localhost:3000').split(',');
const app = express();

app.use(
  cors({
    origin(origin, cb) {
      if (!origin) return cb(null, true);
      if (allowedOrigins.includes(origin)) {
        return cb(null, true);
      }
      return cb(new Error(`Origin ${origin} not allowed`), false);
    },
    credentials: true,
  })
);
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
