SELECT count(*) AS orders
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
