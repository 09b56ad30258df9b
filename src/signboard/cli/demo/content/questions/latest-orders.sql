SELECT orders.created_at AS ordered,
       people.name AS buyer,
       products.title AS product,
       orders.quantity AS quantity,
       orders.total AS total,
       orders.status AS status
FROM orders
JOIN people ON people.id = orders.person_id
JOIN products ON products.id = orders.product_id
WHERE {{account}}
  [[AND {{ordered}}]]
  [[AND {{category}}]]
  [[AND {{product}}]]
ORDER BY orders.created_at DESC
LIMIT 200
