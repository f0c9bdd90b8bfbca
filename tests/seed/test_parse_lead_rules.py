"""Who leads where several units are listed: by the document, by its declaration, or asked for."""

from __future__ import annotations

from draft_reading import doubts, parsed

from tasks_seed.draft import LeadRule


def test_the_lead_rule_is_taken_from_the_document_or_asked_for():
    declared = parsed(
        "1.建校。（责任单位：县教育局、县财政局。列第一位的为牵头单位，下同）\n2.配师。（责任单位：县教育局、县人社局）"
    )
    assert declared.lead_declared == "列第一位的为牵头单位，下同"
    assert [task.lead_rule for task in declared.tasks] == [LeadRule.FIRST_LISTED] * 2
    assert declared.tasks[0].cooperating == ("县财政局",)
    assert all(not task.doubts for task in declared.tasks)
    undeclared = parsed("1.建校。（责任单位：县教育局、县财政局）\n2.配师。（责任单位：县人社局）")
    assert [task.lead_rule for task in undeclared.tasks] == [LeadRule.ASK, LeadRule.FIRST_LISTED]
    assert ["没有写明谁牵头" in doubts(task) for task in undeclared.tasks] == [True, False]
