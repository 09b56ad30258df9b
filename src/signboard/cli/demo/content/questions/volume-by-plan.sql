SELECT date(orders.created_at, 'start of month') AS month,
       accounts.plan AS plan,
       sum(orders.total) AS volume
FROM orders
JOIN accounts ON accounts.id = orders.account_id
WHERE orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{plan}}]]
GROUP BY month, accounts.plan
ORDER BY month, accounts.plan
