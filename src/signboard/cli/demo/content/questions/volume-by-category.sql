SELECT orders.category AS category,
       sum(orders.total) AS volume
FROM orders
JOIN accounts ON accounts.id = orders.account_id
WHERE orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{plan}}]]
GROUP BY orders.category
ORDER BY volume DESC
