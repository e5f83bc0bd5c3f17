import axios from 'axios';
import { useEffect, useState } from 'react';

const API_URL = 'http://localhost:5000/api';

export function useItems() {
  const [items, setItems] = useState<string[]>([]);

  useEffect(() => {
    axios.get(`${API_URL}/items`).then((res) => setItems(res.data));
    fetch('http://127.0.0.1:5000/api/me', { credentials: 'include' });
    axios({ method: 'post', url: 'http://localhost:5000/api/log' });
  }, []);

  return items;
}
