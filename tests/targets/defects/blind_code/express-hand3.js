const express = require('express');
const app = express();

const allowedOrigins = ['https://yoursite.com', 'http://localhost:3000'];

function corsMiddleware(req, res, next) {
  const { origin } = req.headers;
  if (allowedOrigins.includes(origin)) {
    res.header('Access-Control-Allow-Origin', origin);
  }
  res.header('Access-Control-Allow-Methods', 'GET,POST,PUT,DELETE,OPTIONS');
  res.header('Access-Control-Allow-Headers', 'Content-Type, Authorization');
  res.header('Access-Control-Allow-Credentials', true);
  if ('OPTIONS' === req.method) {
    res.sendStatus(204);
  } else {
    next();
  }
}

app.use(corsMiddleware);
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
