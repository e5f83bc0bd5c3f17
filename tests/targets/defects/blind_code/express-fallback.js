const express = require('express');
const cors = require('cors');
const app = express();

app.use(cors({
  origin: process.env.SITE_ORIGIN || '*',
  credentials: true,
}));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
