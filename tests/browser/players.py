"""Who plays in the demo (演示人员): their names at the door; a stranger has none."""

LIAISON, DISTRICT, OTHER = "zhuhai-jyj", "xiangzhou", "jinhua-jyj"
OFFICE, SECOND, LEADER, ADMIN, STRANGER = "ducha", "duxue", "lingdao", "guanli", ""
