const express = require('express');
const cors = require('cors');
const app = express();

const corsOptions = {
  origin: ['https://yoursite.com', 'http://localhost:3000'],
  methods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
  allowedHeaders: ['Content-Type', 'Authorization'],
  credentials: true,
  maxAge: 86400, // 24 hours
};

app.use(cors(corsOptions));

app.get('/api/data', (req, res) => res.json([]));

app.listen(8080);
