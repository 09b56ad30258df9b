SELECT avg(orders.total) AS average_order
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
