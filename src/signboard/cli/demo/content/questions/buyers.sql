SELECT count(DISTINCT orders.person_id) AS buyers
FROM orders
JOIN accounts ON accounts.id = orders.account_id
WHERE orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{plan}}]]
