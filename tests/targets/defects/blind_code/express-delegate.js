const express = require('express');
const cors = require('cors');
const app = express();

const allowlist = ['https://yoursite.com', 'http://localhost:3000'];
const corsOptionsDelegate = function (req, callback) {
  let corsOptions;
  if (allowlist.indexOf(req.header('Origin')) !== -1) {
    corsOptions = { origin: true, credentials: true };
  } else {
    corsOptions = { origin: false };
  }
  callback(null, corsOptions);
};

app.use(cors(corsOptionsDelegate));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
