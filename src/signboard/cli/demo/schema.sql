-- The sample company's database, in the SQL that SQLite and PostgreSQL share.

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    plan TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    monthly_fee NUMERIC(10, 2) NOT NULL,
    created_on DATE NOT NULL,
    cancelled_on DATE,
    is_verified BOOLEAN NOT NULL
);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    channel TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    price NUMERIC(10, 2) NOT NULL,
    created_on DATE NOT NULL
);

-- `category` and `channel` stand here as they were when the order was placed.
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    product_id INTEGER NOT NULL REFERENCES products (id),
    category TEXT NOT NULL,
    channel TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    discount NUMERIC(10, 2),
    total NUMERIC(10, 2) NOT NULL,
    status TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    product_id INTEGER NOT NULL REFERENCES products (id),
    order_id INTEGER NOT NULL REFERENCES orders (id),
    rating INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE INDEX people_by_account ON people (account_id, created_at);
CREATE INDEX products_by_account ON products (account_id);
CREATE INDEX orders_by_account ON orders (account_id, created_at);
CREATE INDEX orders_by_date ON orders (created_at);
CREATE INDEX reviews_by_account ON reviews (account_id, created_at);
