const express = require('express');
const cors = require('cors');
const app = express();

app.use(cors());
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
