const express = require('express');
const cors = require('cors');
const app = express();

const corsOptions = {
  origin: [
    'https://yoursite.com/',
    /yoursite\.com$/,
    /https:\/\/.*\.example.com/,
    /^http:\/\/localhost:3000/,
  ],
  methods: ['GET', 'POST', 'PUT'],
  credentials: true,
};
app.use(cors(corsOptions));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
