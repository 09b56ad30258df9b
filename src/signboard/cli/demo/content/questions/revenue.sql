SELECT sum(orders.total) AS revenue
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
