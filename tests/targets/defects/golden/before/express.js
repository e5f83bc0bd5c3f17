const express = require('express');
const cors = require('cors');
const app = express();
const whitelist = ['https://example1.com', 'https://example2.com'];
const corsOptions = {
  origin: function (origin, callback) {
    if (whitelist.indexOf(origin) !== -1 || !origin) {
      callback(null, true)
    } else {
      callback(new Error('Not allowed by CORS'))
    }
  },
  credentials: true
}
app.use(cors(corsOptions));
app.use(function(req, res, next) {
  res.header("Access-Control-Allow-Origin", "*");
  next();
});
app.use((req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', req.get('origin') || '*');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  if (req.method === 'OPTIONS') { res.sendStatus(200); return; }
  next();
});
app.use((req, res, next) => {
  const allowed = ['https://a.example'];
  const origin = req.headers.origin;
  if (!allowed.includes(origin)) return next();
  res.set('Access-Control-Allow-Origin', origin);
  res.set('Vary', 'Origin');
  res.set('Access-Control-Allow-Credentials', 'true');
  next();
});
app.use('/a', cors({ origin: 'https://*.example.com:8443' }));
app.use('/b', cors({ origin: 'https://a.example, https://b.example' }));
app.use('/c', cors({ origin: ['https://a.example https://b.example', 'example.com'] }));
app.use('/d', cors({ credentials: true }));
app.use('/e', cors({ origin: /.*/, credentials: true }));
app.get('/f', (req, res) => res.send(/example.com/.test(req.headers.origin)));
app.use(cors());
