SELECT strftime('%H', orders.created_at) AS hour,
       count(*) AS orders
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
GROUP BY hour
ORDER BY hour
