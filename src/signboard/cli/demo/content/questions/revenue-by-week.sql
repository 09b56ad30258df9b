-- Weeks begin on Monday.
SELECT date(orders.created_at, '-6 days', 'weekday 1') AS week,
       sum(orders.total) AS revenue
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
GROUP BY week
ORDER BY week
