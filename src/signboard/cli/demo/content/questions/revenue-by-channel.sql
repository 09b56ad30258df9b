SELECT orders.channel AS channel,
       sum(orders.total) AS revenue
FROM orders
WHERE {{account}}
  AND orders.status <> 'refunded'
  [[AND {{ordered}}]]
  [[AND {{category}}]]
GROUP BY orders.channel
ORDER BY revenue DESC
