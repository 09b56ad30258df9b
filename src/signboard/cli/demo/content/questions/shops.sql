SELECT accounts.name AS shop,
       accounts.plan AS plan,
       accounts.country AS country,
       count(*) AS orders,
       sum(orders.total) AS volume,
       accounts.created_on AS since
FROM orders
JOIN accounts ON accounts.id = orders.account_id
WHERE orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{plan}}]]
GROUP BY accounts.id, accounts.name, accounts.plan, accounts.country, accounts.created_on
ORDER BY volume DESC
