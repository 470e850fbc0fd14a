"""Many weeks in a row: worlds that go on, and what each way of allocating makes of them."""
