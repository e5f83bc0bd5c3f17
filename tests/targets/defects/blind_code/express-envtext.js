const express = require('express');
const app = express();

process.env.ALLOWED_ORIGINS = process.env.ALLOWED_ORIGINS || 'https://yoursite.com,http://localhost:3000,https://yoursitexcom.evil';

app.use((req, res, next) => {
  const origin = req.headers.origin;
  if (origin && process.env.ALLOWED_ORIGINS.includes(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Allow-Credentials', 'true');
    res.setHeader('Access-Control-Allow-Methods', 'GET, PUT');
    res.setHeader('Access-Control-Allow-Headers', 'Content-Type, Authorization');
  }
  if (req.method === 'OPTIONS') return res.sendStatus(204);
  next();
});
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
