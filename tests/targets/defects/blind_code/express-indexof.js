const express = require('express');
const cors = require('cors');

const app = express();
const whitelist = ['https://yoursite.com', 'http://localhost:3000'];

const corsOptions = {
  origin: function (origin, callback) {
    if (whitelist.indexOf(origin) !== -1 || !origin) {
      callback(null, true);
    } else {
      callback(new Error('Not allowed by CORS'));
    }
  },
  credentials: true,
  optionsSuccessStatus: 200,
};

app.use(cors(corsOptions));
app.use(express.json());
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
