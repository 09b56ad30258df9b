SELECT products.title AS product,
       sum(orders.quantity) AS sold,
       sum(orders.total) AS revenue
FROM orders
JOIN products ON products.id = orders.product_id
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
  [[AND {{product}}]]
GROUP BY products.id, products.title
ORDER BY revenue DESC
LIMIT 10
