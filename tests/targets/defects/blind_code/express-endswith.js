const express = require('express');
const cors = require('cors');
const app = express();

app.use(cors({
  origin: (origin, callback) => {
    if (!origin || origin === 'http://localhost:3000' || origin.endsWith('yoursite.com')) {
      return callback(null, true);
    }
    callback(null, false);
  },
  credentials: true,
}));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
