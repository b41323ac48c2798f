"""What newsstat's handler in nginx is measured beside: words and keywords of a request's body, by jieba behind aiohttp.

gunicorn --worker-class aiohttp.GunicornWebWorker --workers 2 jieba_service:application
"""

import logging

import jieba
import jieba.analyse
from aiohttp import web

jieba.setLogLevel(logging.ERROR)
jieba.initialize()
jieba.analyse.extract_tags("你好")  # reads its table of rarities


async def cut(request):
    return web.Response(text=" ".join(jieba.cut(await request.text())))


async def keywords(request):
    rows = jieba.analyse.extract_tags(await request.text(), topK=10, withWeight=True)
    return web.json_response([{"term": term, "score": score} for term, score in rows])


application = web.Application()
application.add_routes([web.post("/cut", cut), web.post("/keywords", keywords)])
