SELECT date(orders.created_at, 'start of month') AS month,
       orders.category AS category,
       sum(orders.total) AS revenue
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
GROUP BY month, orders.category
ORDER BY month, orders.category
