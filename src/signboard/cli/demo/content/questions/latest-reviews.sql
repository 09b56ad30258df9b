SELECT reviews.created_at AS written,
       products.title AS product,
       reviews.rating AS rating,
       reviews.body AS review
FROM reviews
JOIN products ON products.id = reviews.product_id
WHERE {{account}}
  [[AND {{rating}}]]
  [[AND {{words}}]]
ORDER BY reviews.created_at DESC
LIMIT 200
