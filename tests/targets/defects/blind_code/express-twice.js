const express = require('express');
const cors = require('cors');
const app = express();

app.use(cors());
app.use(express.json());

const corsOptions = {
  origin: ['https://yoursite.com', 'http://localhost:3000'],
  credentials: true,
};
app.use(cors(corsOptions));

app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
