-- What one state of a product sold for, the newest first: the page of an instrument asks for it.
CREATE INDEX sales_by_instrument ON inventory.sales (instrument_id, at DESC, id DESC) WHERE instrument_id IS NOT NULL;
