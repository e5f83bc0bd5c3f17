const express = require('express');
const app = express();

app.all('*path', function (req, res, next) {
  res.set({
    'Access-Control-Allow-Origin': req.headers.origin || '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': 'GET,PUT,POST,DELETE',
    'Access-Control-Allow-Headers': 'Content-Type, Authorization',
  });
  if (req.method == 'OPTIONS') {
    res.status(204).end();
  } else {
    next();
  }
});

app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
