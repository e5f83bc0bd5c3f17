const express = require('express');
const cors = require('cors');
const app = express();

app.use(express.json());

const api = express.Router();
api.all('/data', (req, res) => res.json({ ok: true }));
app.use('/api', api);
app.get('/health', (req, res) => res.send('ok'));

app.use(cors({ origin: ['https://yoursite.com', 'http://localhost:3000'], credentials: true }));

app.listen(8080);
