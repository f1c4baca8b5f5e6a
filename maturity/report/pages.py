"""Which file of a template is its page?"""

REPORT_PAGE = "report.html.j2"
PORTFOLIO_PAGE = "portfolio.html.j2"
