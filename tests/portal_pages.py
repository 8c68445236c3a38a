"""Made-up pages of portals: one document, set into the furniture of five kinds of sites."""

from __future__ import annotations

BODY = """
<table border="0" width="100%"><tbody>
<tr><td align="center">ỦY BAN NHÂN DÂN<br><b>TỈNH SƠN LA</b><br>Số: 45/KH-UBND</td>
<td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc<br>
<i>Sơn La, ngày 12 tháng 3 năm 2026</i></td></tr></tbody></table>
<p align="center"><strong>KẾ HOẠCH</strong></p>
<p align="center"><strong>Cải tạo công viên và cây xanh đô thị năm 2026</strong></p>
<p>Thực hiện <a href="/vb/18">Nghị quyết số 18-NQ/TU ngày 05/01/2026</a> của Ban Thường vụ Tỉnh ủy về phát triển đô thị
xanh, Ủy ban nhân dân tỉnh ban hành kế hoạch với các nội dung sau:</p>
<p><b>I. NHIỆM VỤ</b></p>
<p>1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính rà soát toàn bộ diện tích công viên, báo cáo trước ngày
30/6/2026.</p>
<p>2. Ủy ban nhân dân các xã, phường giao đất trồng mới 12.000 cây bóng mát&nbsp;dọc các tuyến phố chính trong
năm 2026.</p>
<p>3. Công an tỉnh xử lý nghiêm các trường hợp lấn chiếm vỉa hè, vườn hoa theo quy định của pháp luật.</p>
<p><b>II. PHÂN CÔNG CỤ THỂ</b></p>
<table border="1"><tr><th rowspan="2">TT</th><th rowspan="2">Nội dung công việc</th><th colspan="2">Trách nhiệm</th>
<th rowspan="2">Thời hạn</th></tr><tr><th>Chủ trì</th><th>Phối hợp</th></tr>
<tr><td>1</td><td>Lập danh mục cây cần thay thế</td><td rowspan="2">Sở Xây dựng</td><td>Các phường</td>
<td>Tháng 4/2026</td></tr>
<tr><td>2</td><td>Trình phương án tưới tiết kiệm nước</td><td>Sở Tài chính</td><td>Quý III/2026</td></tr></table>
<table><tr><td><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- Lưu: VT.</td>
<td align="center">TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Hoàng Văn Bách</td></tr></table>
"""
"""The document: head and signature in tables of two columns, clauses, and a table with merged cells."""

WORDS = (
    "Số: 45/KH-UBND",
    "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính rà soát toàn bộ diện tích công viên",
    "3. Công an tỉnh xử lý nghiêm",
    "| 2 | Trình phương án tưới tiết kiệm nước | Sở Xây dựng | Sở Tài chính | Quý III/2026 |",
    "Hoàng Văn Bách",
)
"""What any reading of it has to hold."""

NOISE = (
    "Trang chủ",
    "Giới thiệu chung",
    "Khởi công nhà máy nước",
    "Chia sẻ lên mạng",
    "Trang này dùng cookie",
    "Bản quyền thuộc về",
    "gtag",
    "Ý kiến bạn đọc",
    "Thông báo ẩn",
)
"""Words of the furniture, none of which may be read."""

_MENU = "".join(
    f'<li><a href="/{i}">{text}</a></li>'
    for i, text in enumerate(("Trang chủ", "Giới thiệu chung", "Tin tức", "Văn bản", "Liên hệ"))
)
_NEWS = "".join(
    f'<li><a href="/tin/{i}">Khởi công nhà máy nước sạch số {i} tại khu công nghiệp phía bắc của tỉnh</a> (01/02)</li>'
    for i in range(9)
)
_SCRIPT = "<script>window.gtag = function () { return '<p>gtag</p>'; }</script><style>.a{color:red}</style>"
_END = "<p>Bản quyền thuộc về Cổng thông tin điện tử tỉnh. Địa chỉ: số 1 phố Hòa Bình. Điện thoại 0212.000.000</p>"
_HIDDEN = '<div style="display: none"><p>Thông báo ẩn: trang được bảo trì vào cuối tuần này, xin thông cảm.</p></div>'
_SHARE = "<span>Chia sẻ lên mạng xã hội</span> <a href='#'>In trang</a>"
_COMMENTS = "<p>Ý kiến bạn đọc: bài viết rất hữu ích, đề nghị cơ quan chức năng sớm triển khai trên thực tế nhé.</p>"

SEMANTIC = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Kế hoạch - Cổng tỉnh</title>{_SCRIPT}
</head><body><header><h2>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH SƠN LA</h2><nav><ul>{_MENU}</ul></nav></header>{_HIDDEN}
<main><article><h1>Kế hoạch cải tạo công viên</h1><div class="entry-content">{BODY}</div></article>
<aside><h3>Tin khác</h3><ul>{_NEWS}</ul></aside></main>
<div class="cookie-bar"><p>Trang này dùng cookie để phục vụ bạn đọc tốt hơn, mời bạn bấm đồng ý.</p></div>
<footer>{_END}</footer></body></html>"""

DIVISIONS = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">{_SCRIPT}</head><body>
<form id="aspnetForm" method="post"><div id="wrapper" class="site-header-fixed"><div class="topbar">
<a href="/">Trang chủ</a></div><div class="mainMenu"><ul>{_MENU}</ul></div>
<div class="breadcrumb">Trang chủ &gt; Văn bản &gt; Kế hoạch</div>
<div class="row"><div class="col-md-9"><div class="detail">{BODY}</div>
<div class="social-share">{_SHARE}</div><div class="box-binh-luan">{_COMMENTS}</div></div>
<div class="col-md-3"><div class="box"><div class="tinLienQuan">Tin liên quan</div><ul>{_NEWS}</ul></div></div></div>
<div id="pageFooter" class="footer">{_END}</div></div></form>{_HIDDEN}</body></html>"""

TABLES = f"""<html><body><table width="1000"><tr><td colspan="2"><table><tr><td><a href="/">Trang chủ</a></td>
<td><a href="/gt">Giới thiệu chung</a></td><td><a href="/lh">Liên hệ</a></td></tr></table></td></tr>
<tr><td width="200"><table><tr><td><ul>{_NEWS}</ul></td></tr></table></td>
<td width="800"><table><tr><td>{BODY}</td></tr></table></td></tr>
<tr><td colspan="2" id="footer">{_END}</td></tr></table></body></html>"""

DATABASE = f"""<html><head>{_SCRIPT}</head><body><div id="menu"><ul>{_MENU}</ul></div><div class="content">
<table class="thuoc-tinh"><tr><td>Số ký hiệu</td><td>45/KH-UBND</td></tr><tr><td>Ngày ban hành</td><td>12/03/2026</td>
</tr><tr><td>Loại văn bản</td><td>Kế hoạch</td></tr><tr><td>Cơ quan ban hành</td><td>UBND tỉnh Sơn La</td></tr>
<tr><td>Người ký</td><td>Hoàng Văn Bách</td></tr></table>
<div class="toan-van">{BODY}</div></div><div class="related-docs"><ul>{_NEWS}</ul></div>
<div class="footer">{_END}</div></body></html>"""

NESTED = f"""<html><body><div class="page"><div class="page-inner"><div><ul class="nav">{_MENU}</ul></div>
<div><div><div><section><div>{BODY}</div><div>{_SHARE}</div></section></div></div></div>
<div class="popup modal"><p>Trang này dùng cookie để phục vụ bạn đọc tốt hơn, mời bạn bấm đồng ý.</p></div>
<div><ul>{_NEWS}</ul></div></div></div></body></html>"""

PAGES = {
    "semantic": SEMANTIC,
    "divisions": DIVISIONS,
    "tables": TABLES,
    "database": DATABASE,
    "nested": NESTED,
}
