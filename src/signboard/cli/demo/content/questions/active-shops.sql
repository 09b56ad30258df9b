SELECT count(DISTINCT orders.account_id) AS shops
FROM orders
JOIN accounts ON accounts.id = orders.account_id
WHERE orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{plan}}]]
