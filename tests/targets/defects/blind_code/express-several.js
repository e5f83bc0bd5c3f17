const express = require('express');
const app = express();
const allowed = ['https://yoursite.com', 'http://localhost:3000'];

app.use((req, res, next) => {
  const origin = req.get('Origin');
  if (allowed.includes(origin)) {
    res.set('Vary', 'Origin');
    res.set('Access-Control-Allow-Origin', origin);
    res.set('Access-Control-Allow-Credentials', 'true');
  }
  res.setHeader('Access-Control-Allow-Methods', 'GET', 'POST', 'PUT');
  res.setHeader('Access-Control-Allow-Header', 'Content-Type, Authorization');
  if (req.method === 'OPTIONS') {
    return res.sendStatus(204);
  }
  next();
});
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
