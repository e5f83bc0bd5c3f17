const express = require('express');
const cors = require('cors');
const app = express();

app.use(cors({
  origin: ['https://yoursite.com', 'http://localhost:3000'],
  methods: '*',
  allowedHeaders: ['*'],
  credentials: true,
}));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
