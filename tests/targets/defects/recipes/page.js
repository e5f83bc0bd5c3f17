export async function load() {
  const answer = await fetch('https://api.yoursite.com/items', {
    mode: 'no-cors',
    headers: {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
    },
  });
  return answer.json();
}
