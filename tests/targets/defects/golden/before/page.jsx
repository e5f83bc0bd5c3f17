axios.defaults.headers.common['Access-Control-Allow-Origin'] = '*';
axios.post(url, { 'Access-Control-Allow-Origin': 'x' }, { withCredentials: true, headers: { "access-control-allow-headers": "*" } });
const x = new XMLHttpRequest(); x.setRequestHeader('Access-Control-Allow-Origin', '*');
fetch(`https://corsproxy.io/?${u}`);
const headers = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' };
fetch('/x', { headers });
fetch('/x', { mode: "no-cors" });
fetch('/x', {
  method: 'POST',
  mode: 'no-cors'
});
const h = new Headers(); h.append('Access-Control-Allow-Origin', '*');
