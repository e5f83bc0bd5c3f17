import express from 'express';
import cors from 'cors';

const allowedOrigins = ['https://yoursite.com', 'http://localhost:3000'];
const app = express();

app.use(cors({
  origin: (origin, callback) => {
    if (allowedOrigins.indexOf(origin) !== -1 || !origin) {
      callback(null, true);
    } else {
      // callback(new Error('Not allowed by CORS'));
      callback(null, true);
    }
  },
  credentials: true,
}));
app.all('/api/data', (req, res) => res.json({ ok: true }));
app.listen(8080);
