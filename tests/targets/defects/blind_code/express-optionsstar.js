const express = require('express');
const helmet = require('helmet');
const cors = require('cors');
const app = express();

const allowlist = ['https://yoursite.com', 'http://localhost:3000'];
const options = { origin: allowlist, credentials: true };

app.use(helmet());
app.use(cors(options));
app.options('*', cors());

app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
