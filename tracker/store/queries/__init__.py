"""Reading (查询): a constant number of queries a page, frozen records out."""
