const express = require('express');
const cors = require('cors');
const app = express();

const corsOptions = { origin: ['https://yoursite.com', 'http://localhost:3000'], credentials: true };

app.options('/*splat', cors());
app.use(cors(corsOptions));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
