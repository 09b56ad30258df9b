SELECT avg(CASE WHEN orders.status = 'refunded' THEN 1.0 ELSE 0.0 END) AS refunded
FROM orders
WHERE {{account}}
  [[AND {{ordered}}]]
  [[AND {{category}}]]
