const express = require('express');
const cors = require('cors');
const app = express();

app.use(express.json());
app.use(cors({
  origin: true, // reflect for now
  credentials: true,
}));

app.all('/api/data', (req, res) => res.json({ ok: true }));

app.listen(8080, () => console.log('up'));
